using System.Globalization;
using CamStream.Frames.Telemetry;
using Microsoft.Net.Http.Headers;

namespace CamStream.Gateway.Hls;

/// <summary>
/// Writes a shared answer to one viewer. It chooses the coding, the range and the headers. The body
/// goes in small pieces, each awaited, so that a slow viewer holds one piece at most; Kestrel ends
/// a connection below its minimum rate.
/// </summary>
internal static class AnswerWriter
{
    private const int PieceBytes = 32 << 10;

    /// <summary>Writes the answer.</summary>
    /// <param name="context">The viewer's request.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="age">How long it was in the cache.</param>
    /// <returns>How many bytes of content were sent.</returns>
    public static async Task<int> WriteAsync(HttpContext context, Answer answer, TimeSpan age)
    {
        SetHeaders(context.Response, answer, age);
        var body = Select(context, answer);
        context.Response.ContentLength = body.Length;
        if (HttpMethods.IsHead(context.Request.Method))
            return 0;
        for (var offset = 0; offset < body.Length; offset += PieceBytes)
        {
            await context.Response.Body.WriteAsync(
                body.Slice(offset, Math.Min(PieceBytes, body.Length - offset)),
                context.RequestAborted
            );
        }
        return body.Length;
    }

    private static void SetHeaders(HttpResponse response, Answer answer, TimeSpan age)
    {
        response.StatusCode = answer.Status;
        Set(HeaderNames.ContentType, answer.ContentType);
        Set(HeaderNames.CacheControl, answer.CacheControl);
        Set(HeaderNames.ETag, answer.ETag);
        Set(HeaderNames.LastModified, answer.LastModified);
        Set(HeaderNames.RetryAfter, answer.RetryAfter);
        Set(MediaHeaders.Captured, answer.Captured);
        if (age >= TimeSpan.FromSeconds(1))
            response.Headers.Age = ((long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture);

        void Set(string name, string? value)
        {
            if (value is not null)
                response.Headers[name] = value;
        }
    }

    // The content that this viewer gets, with the headers that say what it is.
    private static ReadOnlyMemory<byte> Select(HttpContext context, Answer answer)
    {
        if (answer.IsCompressible)
            return SelectCoding(context, answer);
        return answer.HasRanges ? SelectRange(context, answer) : answer.Body;
    }

    private static ReadOnlyMemory<byte> SelectCoding(HttpContext context, Answer answer)
    {
        var headers = context.Response.Headers;
        headers.Vary = HeaderNames.AcceptEncoding;
        var coding = ContentCodingExtensions.Negotiate(context.Request.Headers.AcceptEncoding);
        if (coding.Token() is { } token)
        {
            headers.ContentEncoding = token;
            // RFC 9110 §8.8.3: another coding is another representation. A strong tag belongs to
            // one of them only.
            headers.Remove(HeaderNames.ETag);
        }
        return answer.Compressed(coding);
    }

    private static ReadOnlyMemory<byte> SelectRange(HttpContext context, Answer answer)
    {
        var response = context.Response;
        var total = answer.Body.Length;
        response.Headers.AcceptRanges = "bytes";
        if (
            !WantsRange(context.Request, answer)
            || ByteRange.Read(context.Request.GetTypedHeaders().Range, total) is not { } range
        )
            return answer.Body;
        if (range.Length == 0)
        {
            response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            response.Headers.CacheControl = "no-store";
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{total}");
            return default;
        }
        response.StatusCode = StatusCodes.Status206PartialContent;
        response.Headers.ContentRange = string.Create(
            CultureInfo.InvariantCulture,
            $"bytes {range.Start}-{range.Start + range.Length - 1}/{total}"
        );
        return answer.Body.Slice(range.Start, range.Length);
    }

    // RFC 9110 §14.2: ranges are defined for GET. §13.1.5: "A recipient of an If-Range header field
    // MUST ignore the Range header field if the If-Range condition evaluates as false."
    private static bool WantsRange(HttpRequest request, Answer answer) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.Range.Count > 0
        && (request.Headers.IfRange.Count == 0 || request.Headers.IfRange == answer.ETag);
}
