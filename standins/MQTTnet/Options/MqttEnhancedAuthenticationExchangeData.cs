using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace MQTTnet;

/// <summary>What an AUTH packet carries (MQTT 5 §3.15). Here for <see cref="IMqttClient"/> to be whole; the stand-in does not send it.</summary>
public class MqttEnhancedAuthenticationExchangeData
{
    public byte[] AuthenticationData { get; set; }
    public MqttAuthenticateReasonCode ReasonCode { get; set; }
    public string ReasonString { get; set; }
    public List<MqttUserProperty> UserProperties { get; set; }
}
