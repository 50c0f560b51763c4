namespace CamStream.Encoder.Hls;

/// <summary>
/// A playlist as a response (RFC 8216bis §4: <c>application/vnd.apple.mpegurl</c>).
/// </summary>
internal sealed class PlaylistResult(ReadOnlyMemory<byte> playlist) : IResult
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/vnd.apple.mpegurl";
        httpContext.Response.ContentLength = playlist.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await httpContext.Response.BodyWriter.WriteAsync(playlist, httpContext.RequestAborted);
    }
}
