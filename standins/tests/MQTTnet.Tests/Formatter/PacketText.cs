using System.Buffers;
using System.Collections;
using System.Globalization;
using MQTTnet.Packets;

namespace MQTTnet.Formatter;

/// <summary>A packet with everything in it as text, so that packets can be compared whole.</summary>
internal static class PacketText
{
    public static string Of(MqttPacket packet) =>
        $"{packet.GetType().Name} {string.Join(' ', packet.GetType().GetProperties().OrderBy(p => p.Name).Select(p => $"{p.Name}={Value(p.GetValue(packet))}"))}";

    private static string Value(object? value) => value switch
    {
        null => "null",
        ReadOnlySequence<byte> bytes => Convert.ToHexString(bytes.ToArray()),
        byte[] bytes => $"[{Convert.ToHexString(bytes)}]",
        string text => $"'{text}'",
        IEnumerable values => $"({string.Join(',', values.Cast<object>().Select(Value))})",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
