namespace CamStream.Gateway.Page;

/// <summary>Tells the browser what it may do with answers from here.</summary>
internal static class SecurityHeaders
{
    // Media Source Extensions play from blob: URLs.
    private const string ContentSecurityPolicy =
        "default-src 'self'; media-src 'self' blob:; worker-src 'self' blob:; img-src 'self' data: blob:; "
        + "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    }
}
