namespace MQTTnet;

/// <summary>Asked once a connection attempt.</summary>
public interface IMqttClientCredentialsProvider
{
    byte[] GetPassword(MqttClientOptions clientOptions);
    string GetUserName(MqttClientOptions clientOptions);
}
