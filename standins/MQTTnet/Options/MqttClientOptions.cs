using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace MQTTnet;

/// <summary>What CONNECT says (MQTT 5 §3.1) and how to get there. Intervals are seconds; 0 leaves a property out.</summary>
public sealed class MqttClientOptions
{
    public IMqttClientChannelOptions ChannelOptions { get; set; }

    /// <summary>MQTT 5's Clean Start.</summary>
    public bool CleanSession { get; set; } = true;

    public string ClientId { get; set; } = Guid.NewGuid().ToString("N");
    public IMqttClientCredentialsProvider Credentials { get; set; }

    /// <summary>Zero: none.</summary>
    public TimeSpan KeepAlivePeriod { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The largest packet to receive, in bytes.</summary>
    public uint MaximumPacketSize { get; set; }

    public MqttProtocolVersion ProtocolVersion { get; set; } = MqttProtocolVersion.V500;

    /// <summary>How many QoS 1 messages the broker may have unacknowledged at this client.</summary>
    public ushort ReceiveMaximum { get; set; }

    public bool RequestProblemInformation { get; set; } = true;
    public bool RequestResponseInformation { get; set; }
    public uint SessionExpiryInterval { get; set; }

    /// <summary>How long a call may take that is given no cancellation token.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Aliases from the broker are handed on as they come: a topic may then be empty.</summary>
    public ushort TopicAliasMaximum { get; set; }

    public List<MqttUserProperty> UserProperties { get; set; }
    public bool ValidateFeatures { get; set; } = true;
    public string WillContentType { get; set; }
    public byte[] WillCorrelationData { get; set; }
    public uint WillDelayInterval { get; set; }
    public uint WillMessageExpiryInterval { get; set; }
    public byte[] WillPayload { get; set; }
    public MqttPayloadFormatIndicator WillPayloadFormatIndicator { get; set; }
    public MqttQualityOfServiceLevel WillQualityOfServiceLevel { get; set; }
    public string WillResponseTopic { get; set; }
    public bool WillRetain { get; set; }

    /// <summary>Null or empty: no will.</summary>
    public string WillTopic { get; set; }

    public List<MqttUserProperty> WillUserProperties { get; set; }
}
