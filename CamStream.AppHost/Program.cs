using CamStream.Accounts;
using CamStream.AppHost;
using CamStream.AppHost.Broker;
using CamStream.AppHost.Demo;

var builder = DistributedApplication.CreateBuilder(args);
var options = AppHostOptions.Read(builder.Configuration);

var mqtt = builder.AddMosquitto("mqtt", options.Broker, options.Accounts);
var encoders = builder.AddEncoders(options.Encoders);
var ingest = builder.AddIngest().WithBroker(mqtt, AccountsFolder.Ingest).WithEncoders(encoders);
var gateway = builder.AddGateway(options.Port).WithIngest(ingest).WithEncoders(encoders);
var cameras = builder.AddDemoCameras(options.Cameras, mqtt);

if (options.Otlp is { } otlp) builder.SendTelemetryTo(otlp);
builder.AnnouncePage(gateway, mqtt.Resource, cameras);
builder.Build().Run();
