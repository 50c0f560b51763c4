namespace MQTTnet.Protocol;

/// <summary>MQTT 5 §3.15.2.1.</summary>
public enum MqttAuthenticateReasonCode
{
    Success = 0,
    ContinueAuthentication = 24,
    ReAuthenticate = 25,
}
