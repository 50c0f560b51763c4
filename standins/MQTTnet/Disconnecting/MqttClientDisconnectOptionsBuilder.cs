using MQTTnet.Packets;

namespace MQTTnet;

public sealed class MqttClientDisconnectOptionsBuilder
{
    private readonly MqttClientDisconnectOptions _options = new();

    public MqttClientDisconnectOptions Build() => new()
    {
        Reason = _options.Reason,
        ReasonString = _options.ReasonString,
        SessionExpiryInterval = _options.SessionExpiryInterval,
        UserProperties = _options.UserProperties,
    };

    public MqttClientDisconnectOptionsBuilder WithReason(MqttClientDisconnectOptionsReason value)
    {
        _options.Reason = value;
        return this;
    }

    public MqttClientDisconnectOptionsBuilder WithReasonString(string value)
    {
        _options.ReasonString = value;
        return this;
    }

    public MqttClientDisconnectOptionsBuilder WithSessionExpiryInterval(uint value)
    {
        _options.SessionExpiryInterval = value;
        return this;
    }

    public MqttClientDisconnectOptionsBuilder WithUserProperties(List<MqttUserProperty> userProperties)
    {
        _options.UserProperties = userProperties;
        return this;
    }

    public MqttClientDisconnectOptionsBuilder WithUserProperty(string name, ReadOnlyMemory<byte> value) => With(new MqttUserProperty(name, value));

    public MqttClientDisconnectOptionsBuilder WithUserProperty(string name, ArraySegment<byte> value) => With(new MqttUserProperty(name, value));

    private MqttClientDisconnectOptionsBuilder With(MqttUserProperty property)
    {
        (_options.UserProperties ??= []).Add(property);
        return this;
    }
}
