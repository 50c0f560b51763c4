using Microsoft.Net.Http.Headers;

namespace CamStream.Gateway.Coalescing;

/// <summary>
/// Writes a shared answer to one viewer. It goes in small pieces, each awaited, so that a slow
/// viewer holds one piece of its own; Kestrel's minimum rate ends the slowest.
/// </summary>
internal static class AnswerWriter
{
    private const int PieceBytes = 32 << 10;

    public static async Task WriteAsync(HttpContext context, Answer answer, TimeSpan age)
    {
        var response = context.Response;
        var headers = response.Headers;
        response.StatusCode = answer.Status;
        Set(HeaderNames.ContentType, answer.ContentType);
        Set(HeaderNames.CacheControl, answer.CacheControl);
        Set(HeaderNames.LastModified, answer.LastModified);
        Set(HeaderNames.RetryAfter, answer.RetryAfter);
        if (age >= TimeSpan.FromSeconds(1))
            headers.Age = ((long)age.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);

        var body = answer.Body;
        var coding = ContentCoding.Identity;
        if (answer.IsCompressible)
        {
            headers.Vary = HeaderNames.AcceptEncoding;
            coding = ContentCodingExtensions.Negotiate(context.Request.Headers.AcceptEncoding);
            body = answer.Compressed(coding);
        }
        Set(HeaderNames.ContentEncoding, coding.Token());
        // RFC 9110 §8.8.3: another coding is another representation, so a strong tag belongs to one
        // of them only.
        if (coding == ContentCoding.Identity)
            Set(HeaderNames.ETag, answer.ETag);

        response.ContentLength = body.Length;
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        for (var offset = 0; offset < body.Length; offset += PieceBytes)
        {
            await response.Body.WriteAsync(
                body.Slice(offset, Math.Min(PieceBytes, body.Length - offset)),
                context.RequestAborted
            );
        }

        void Set(string name, string? value)
        {
            if (value is not null)
                headers[name] = value;
        }
    }
}
