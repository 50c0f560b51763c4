using System.Buffers;
using System.Globalization;
using CamStream.Frames;
using CamStream.Frames.Multipart;
using CamStream.Frames.Telemetry;

namespace CamStream.Encoder.Feeds;

/// <summary>
/// <c>GET /hls/{camera}/latest.jpg</c>: the newest picture shown, as the camera sent it. 404 when
/// there is none.
/// </summary>
internal static class StillEndpoint
{
    /// <summary>Answers a request.</summary>
    public static async Task GetAsync(string camera, CameraRegistry registry, HttpContext context)
    {
        var response = context.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.AccessControlExposeHeaders = "*";
        if (
            !CameraId.TryParse(camera, out var id)
            || !registry.TryGetPipeline(id, out var pipeline)
            || !pipeline.Latest.TryCopy(out var jpeg, out var length, out var captured)
        )
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        try
        {
            var microseconds = (captured - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            response.ContentType = MultipartFormat.JpegType;
            response.ContentLength = length;
            response.GetTypedHeaders().LastModified = captured;
            response.Headers[MediaHeaders.Captured] = microseconds.ToString(CultureInfo.InvariantCulture);
            if (!HttpMethods.IsHead(context.Request.Method))
                await response.Body.WriteAsync(jpeg.AsMemory(0, length), context.RequestAborted);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(jpeg);
        }
    }
}
