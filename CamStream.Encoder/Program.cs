using CamStream.Encoder.Feeds;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Pipeline;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddProblemDetails();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddPipelines().AddFeeds().AddHls();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapFeeds();
app.MapHls();
app.Run();
