using CamStream.Frames.Configuration;
using CamStream.Frames.Mqtt;
using MQTTnet;

namespace CamStream.Ingest.Broker;

/// <summary>Adds the connection to the broker.</summary>
internal static class BrokerExtensions
{
    public static void AddBroker(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<BrokerOptions>().BindConfiguration(BrokerOptions.Section).ValidateOnStart();
        builder.Services.AddValidator(BrokerOptions.Section, new BrokerOptionsValidator());
        builder.Services.AddSingleton(_ => new MqttClientFactory().CreateMqttClient());
        builder.Services.AddSingleton<MessageRouter>();
        builder.Services.AddSingleton<CameraPublisher>();
        builder.Services.AddHostedService<BrokerConnection>();
        builder.Services.AddHealthChecks().AddCheck<BrokerHealth>("broker");
    }
}
