using CamStream.Encoder.Cameras;
using CamStream.Encoder.Draining;
using CamStream.Encoder.Feeds;
using CamStream.Encoder.Handover;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Pipeline;

var builder = WebApplication.CreateBuilder(args);

// Only the Gateway and Ingest send requests, for media and with frames. Spans and metrics of frames
// cover both.
builder.AddServiceDefaults(requests: false);

// A frame comes in reads of 4 KiB: each continues on the thread that read it.
builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
builder.Services.AddProblemDetails();
builder.Services.AddPipelines().AddCameras().AddFeeds().AddDraining().AddHandover().AddHls();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapFeeds();
app.MapHandover();
app.MapCameras();
app.MapHls();
app.Run();
