using System.Globalization;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace CamStream.Gateway.Page;

/// <summary>The page: files built from <c>web/</c>, and the clock it sets its own by.</summary>
internal static class PageExtensions
{
    // 4 KiB a second after ten: less is no viewer. Media is written in small pieces, so this is
    // what a slow one can hold on to.
    private const int MinBytesPerSecond = 4_096;

    public static void AddPage(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 << 10; // camera settings are the largest thing sent here
            kestrel.Limits.MinResponseDataRate = new(MinBytesPerSecond, TimeSpan.FromSeconds(10));
        });
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true; // nothing secret is in these files
            options.MimeTypes = ["text/html", "text/javascript", "text/css", "image/svg+xml"];
        });
    }

    public static void UsePage(this WebApplication app)
    {
        app.Use(SecurityHeaders.AddAsync);
        app.UseResponseCompression();
        // Beside the program, whatever the working directory and the environment are.
        var files = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = SetCacheControl });
        app.MapGet("/time", GetTime);
    }

    // Names under assets/ hold a hash of their content.
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
