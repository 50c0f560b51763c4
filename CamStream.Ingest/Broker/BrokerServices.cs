using CamStream.Frames.Mqtt;
using Microsoft.Extensions.Options;
using MQTTnet;

namespace CamStream.Ingest.Broker;

/// <summary>The connection to the broker.</summary>
internal static class BrokerServices
{
    public static void AddBroker(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<BrokerOptions>().BindConfiguration(BrokerOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<BrokerOptions>, BrokerOptionsValidator>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(_ => new MqttClientFactory().CreateMqttClient());
        builder.Services.AddSingleton<MessageRouter>();
        builder.Services.AddSingleton<SettingsPublisher>();
        builder.Services.AddHostedService<BrokerConnection>();
        builder.Services.AddHealthChecks().AddCheck<BrokerHealth>("broker");
    }
}
