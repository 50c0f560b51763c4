namespace MQTTnet.Exceptions;

/// <summary>Bytes or values that MQTT does not allow.</summary>
public class MqttProtocolViolationException(string message) : Exception(message)
{
    /// <summary>The most that four bytes of seven bits can say (MQTT 5 §1.5.5).</summary>
    public const uint VariableByteIntegerMaxValue = 268_435_455;

    public static void ThrowIfVariableByteIntegerExceedsLimit(uint value)
    {
        if (value > VariableByteIntegerMaxValue)
            throw new MqttProtocolViolationException($"{value} is more than a variable byte integer holds ({VariableByteIntegerMaxValue}).");
    }
}
