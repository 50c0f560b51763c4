namespace CamStream.Frames.Multipart;

/// <summary>
/// The stream from Ingest to Encoder: <c>multipart/x-mixed-replace</c> (RFC 2046 §5.1), which IP
/// cameras send too.
/// <code>
///   --boundary CRLF
///   Content-Type: image/jpeg CRLF
///   Content-Length: 12345 CRLF
///   boot: … CRLF  seq: … CRLF  captured: … CRLF
///   [size: 640x480 CRLF  correction: … CRLF]
///   [traceparent: … CRLF  published: … CRLF  received: … CRLF  forwarded: … CRLF]
///   [feed: … CRLF | copy: … CRLF]
///   CRLF
///   the JPEG CRLF
/// </code>
/// </summary>
public static class MultipartFormat
{
    /// <summary>The boundary that CamStream writes.</summary>
    public const string Boundary = "camstream";

    /// <summary>The media type without its parameter.</summary>
    public const string MediaType = "multipart/x-mixed-replace";

    /// <summary>The <c>Content-Type</c> of a stream that CamStream writes.</summary>
    public const string ContentType = MediaType + "; boundary=" + Boundary;

    /// <summary>The media type of a part.</summary>
    public const string JpegType = "image/jpeg";

    /// <summary>The longest header block of a part that is accepted, in bytes.</summary>
    public const int MaxHeaderBytes = 8 * 1024;
}
