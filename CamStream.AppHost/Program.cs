using System.ComponentModel.DataAnnotations;
using CamStream.Accounts;
using CamStream.AppHost;
using CamStream.AppHost.Announcement;
using CamStream.AppHost.Broker;
using CamStream.AppHost.Checks;
using CamStream.AppHost.Demo;
using CamStream.AppHost.Launch;

try
{
    var builder = DistributedApplication.CreateBuilder(args);
    var options = AppHostOptions.Read(builder.Configuration);
    if (options.Port == 0)
        builder.Configuration["DcpPublisher:RandomizePorts"] = "true";

    var mqtt = builder.AddMosquitto("mqtt", options.Broker, options.Accounts);
    var encoders = builder.AddEncoders(options.Encoders);
    var ingest = builder.AddIngest().WithBroker(mqtt, AccountsFolder.Ingest).WithEncoders(encoders);
    var gateway = builder.AddGateway(options.Port).WithIngest(ingest).WithEncoders(encoders);
    var cameras = builder.AddDemoCameras(options.Cameras, mqtt);

    builder.SendTelemetryTo(options.Otlp);
    builder.AnnounceAddresses(gateway, mqtt.Resource, cameras);
    builder.CheckMachine(options);
    await builder.Build().RunAsync();
    return 0;
}
catch (Exception refused) when (refused is CannotStartException or ValidationException)
{
    Console.Error.WriteLine(refused.Message);
    return 1;
}
