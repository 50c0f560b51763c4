using CamStream.Gateway.Coalescing;
using CamStream.Gateway.Page;
using CamStream.Gateway.Proxy;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddCoalescing();
builder.AddEncodersAndIngest();
builder.AddPage();

var app = builder.Build();
app.UsePage();
app.MapEncodersAndIngest();
app.MapDefaultEndpoints();
app.Run();
