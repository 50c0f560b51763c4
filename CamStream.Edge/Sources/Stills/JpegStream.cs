using CamStream.Edge.Capture;

namespace CamStream.Edge.Sources.Stills;

/// <summary>Captures the JPEGs of a byte stream as they arrive.</summary>
internal static class JpegStream
{
    /// <summary>Reads to the end of <paramref name="stream"/>.</summary>
    /// <exception cref="InvalidDataException">The stream ended without a JPEG.</exception>
    public static async Task CaptureAsync(
        Stream stream,
        FrameCapture capture,
        int maxFrameBytes,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var splitter = new JpegSplitter(maxFrameBytes);
        var pictures = 0L;
        while (await stream.ReadAsync(splitter.Free, cancellation) is var count and > 0)
        {
            splitter.Filled(count, time.GetUtcNow());
            while (splitter.TryRead(out var jpeg, out var arrived))
            {
                capture.Add(jpeg, arrived);
                pictures++;
            }
        }
        if (pictures == 0 && splitter.Skipped > 0)
            throw new InvalidDataException($"{splitter.Skipped} bytes came, but no JPEG.");
    }
}
