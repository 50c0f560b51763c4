using CamStream.Encoder.Draining;
using CamStream.Encoder.Feeds;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Pipeline;

var builder = WebApplication.CreateBuilder(args);

// Nobody but the Gateway and Ingest asks it, for media and with frames: neither is traced, or
// measured, as requests.
builder.AddServiceDefaults(requests: false);

// A frame comes in reads of 4 KiB: each goes on in the thread that read it.
builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
builder.Services.AddProblemDetails();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddPipelines().AddFeeds().AddDraining().AddHls();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapFeeds();
app.MapDraining();
app.MapHls();
app.Run();
