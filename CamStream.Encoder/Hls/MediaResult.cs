using System.Buffers;
using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace CamStream.Encoder.Hls;

/// <summary>
/// Media as a response, the whole or one range of it (RFC 9110 §14). It is sent piece by piece, as
/// fast as the viewer reads: a slow viewer occupies its connection, but no copy.
/// </summary>
internal sealed class MediaResult(ReadOnlySequence<byte> data) : IResult
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        // All players, Safari too, accept this type for init sections, segments and parts.
        response.ContentType = "video/mp4";
        response.Headers.AcceptRanges = "bytes";
        var body = data;
        if (httpContext.Request.GetTypedHeaders().Range is { Unit.Value: "bytes", Ranges: { Count: 1 } ranges })
        {
            if (!TrySlice(ranges.First(), data.Length, out var start, out var length))
            {
                response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
                response.Headers.CacheControl = "no-store";
                response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{data.Length}");
                return;
            }
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(
                CultureInfo.InvariantCulture,
                $"bytes {start}-{start + length - 1}/{data.Length}"
            );
            body = data.Slice(start, length);
        }
        response.ContentLength = body.Length;
        if (HttpMethods.IsHead(httpContext.Request.Method))
            return;
        foreach (var piece in body)
        {
            var flushed = await response.BodyWriter.WriteAsync(piece, httpContext.RequestAborted);
            if (flushed.IsCompleted || flushed.IsCanceled)
                return;
        }
    }

    /// <summary>
    /// The bytes of a body that a range selects (RFC 9110 §14.1.2); false when it selects none.
    /// </summary>
    internal static bool TrySlice(RangeItemHeaderValue range, long total, out long start, out long length)
    {
        start = range.From ?? Math.Max(0, total - range.To.GetValueOrDefault());
        var end = range.From is null
            ? total
            : Math.Min(total, range.To is { } to && to < long.MaxValue ? to + 1 : total);
        length = end - start;
        return length > 0;
    }
}
