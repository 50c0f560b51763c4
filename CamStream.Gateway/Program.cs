using CamStream.Gateway.Coalescing;
using CamStream.Gateway.Latency;
using CamStream.Gateway.Page;
using CamStream.Gateway.Proxy;
using CamStream.Gateway.Telemetry;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults(untraced: ViewerRequests.Matches);
builder.AddCoalescing();
builder.AddLatency();
builder.AddEncodersAndIngest();
builder.AddPage();

var app = builder.Build();
app.UsePage();
app.MapEncodersAndIngest();
app.MapLatency();
app.MapDefaultEndpoints();
app.Run();
