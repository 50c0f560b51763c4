using System.Globalization;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace CamStream.Gateway.Page;

/// <summary>The page: the files built from <c>web/</c>, and the server's clock.</summary>
internal static class PageExtensions
{
    // A connection below this rate, after ten seconds, is ended: nobody can watch with it.
    private const int MinBytesPerSecond = 4_096;

    /// <summary>Configures the server and the compression of the page's files.</summary>
    public static void AddPage(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 << 10; // the largest requests are camera settings
            kestrel.Limits.MinResponseDataRate = new(MinBytesPerSecond, TimeSpan.FromSeconds(10));
        });
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true; // these files have no secrets
            options.MimeTypes = ["text/html", "text/javascript", "text/css", "image/svg+xml"];
        });
    }

    /// <summary>Serves the files and the clock.</summary>
    public static void UsePage(this WebApplication app)
    {
        app.Use(SecurityHeaders.AddAsync);
        app.UseResponseCompression();
        // They lie beside the program, not in the working directory.
        var files = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = SetCacheControl });
        app.MapGet("/time", GetTime);
    }

    // A name under assets/ has a hash of its content.
    private static void SetCacheControl(StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl = file.Context.Request.Path.StartsWithSegments("/assets")
            ? "public, max-age=31536000, immutable"
            : "no-cache";

    /// <summary>Now, in milliseconds since the Unix epoch.</summary>
    private static IResult GetTime(HttpContext context, TimeProvider time)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
    }
}
