using System.Buffers;
using MQTTnet.Exceptions;

namespace MQTTnet.Formatter;

/// <summary>MQTT 5 §1.5.5, table 1-1.</summary>
public class VariableByteIntegerTests
{
    [Theory]
    [InlineData(0, "00")]
    [InlineData(127, "7F")]
    [InlineData(128, "8001")]
    [InlineData(16_383, "FF7F")]
    [InlineData(16_384, "808001")]
    [InlineData(2_097_151, "FFFF7F")]
    [InlineData(2_097_152, "80808001")]
    [InlineData(268_435_455, "FFFFFF7F")]
    public void Value_has_its_shortest_form(long value, string hex)
    {
        var writer = new ArrayBufferWriter<byte>();

        writer.WriteVariableByteInteger(value);

        Convert.ToHexString(writer.WrittenSpan).ShouldBe(hex);
        var reader = new SequenceReader<byte>(new ReadOnlySequence<byte>(writer.WrittenMemory));
        MqttReader.TryReadVariableByteInteger(ref reader, out var read).ShouldBeTrue();
        read.ShouldBe((uint)value);
    }

    [Theory]
    [InlineData(268_435_456)]
    [InlineData(uint.MaxValue)]
    [InlineData(long.MaxValue)]
    public void Larger_value_is_refused(long value) =>
        Should.Throw<MqttProtocolViolationException>(() => new ArrayBufferWriter<byte>().WriteVariableByteInteger(value));
}
