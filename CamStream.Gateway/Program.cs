using CamStream.Gateway.Coalescing;
using CamStream.Gateway.Encoders;
using CamStream.Gateway.Latency;
using CamStream.Gateway.Page;
using CamStream.Gateway.Proxy;
using CamStream.Gateway.Telemetry;

var builder = WebApplication.CreateBuilder(args);

// The spans of these requests would bury the others. The traces of frames tell what becomes of
// pictures; metrics tell what fails.
builder.AddServiceDefaults(untraced: request => MediaEndpoint.Handles(request) || LatencyEndpoints.IsReport(request));
builder.AddGatewayTelemetry();
builder.AddEncoders();
builder.AddCoalescing();
builder.AddLatency();
builder.AddProxy();
builder.AddPage();

var app = builder.Build();
app.UsePage();
app.MapMedia();
app.MapLatency();
app.MapProxy();
app.MapDefaultEndpoints();
app.Run();
