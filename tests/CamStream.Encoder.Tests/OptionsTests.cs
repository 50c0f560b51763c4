using CamStream.Encoder.Cameras;
using CamStream.Encoder.Feeds;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CamStream.Encoder;

public class OptionsTests
{
    [Theory]
    [InlineData("Feeds:MaxCameras", "0", "between 1 and 1000")]
    [InlineData("Pipeline:QueueCapacity", "65", "between 1 and 64")]
    [InlineData("Timeline:SegmentMilliseconds", "100", "between 1000 and 10000")]
    [InlineData("Timeline:SegmentMilliseconds", "2500", "Whole seconds")]
    [InlineData("Timeline:PartsPerSegment", "7", "divide the 2000 ms of a segment")]
    [InlineData("Encoder:Crf", "52", "between 0 and 51")]
    [InlineData("Encoder:Preset", "placebo", "superfast")]
    [InlineData("Hls:WindowSegments", "6", "between 7 and 60")]
    public async Task A_wrong_value_stops_the_service_with_its_key_the_value_and_the_allowed_values(
        string key,
        string value,
        string allowed
    )
    {
        var builder = WebApplication.CreateBuilder([$"--{key}={value}"]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPipelines().AddCameras().AddFeeds().AddHls();
        await using var app = builder.Build();
        var failure = await Should.ThrowAsync<OptionsValidationException>(() =>
            app.StartAsync(TestContext.Current.CancellationToken)
        );
        failure.Message.ShouldStartWith($"{key} is '{value}'.", Case.Sensitive);
        failure.Message.ShouldContain(allowed);
    }
}
