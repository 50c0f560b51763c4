using CamStream.Edge.Sources;
using CamStream.Frames;
using CamStream.TestPattern;
using FFMpegCore.Pipes;

namespace CamStream.Bench.Naive;

/// <summary>The camera agent's test picture as Motion JPEG.</summary>
internal sealed class PatternFeed(int width, int height, int framesPerSecond, TimeProvider time) : IPipeSource
{
    private const int Quality = 80;

    public string GetStreamArguments() => "";

    /// <summary>Writes frames until cancelled, or until the reader has gone.</summary>
    public async Task WriteAsync(Stream outputStream, CancellationToken cancellationToken)
    {
        var picture = new TestPicture(CameraId.Parse(NaivePipeline.Camera), width, height, Quality);
        var pacer = new Pacer(framesPerSecond, time);
        try
        {
            while (true)
            {
                await pacer.NextAsync(cancellationToken);
                await outputStream.WriteAsync(picture.Render(time.GetUtcNow()).ToArray(), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // ffmpeg has ended.
        }
    }
}
