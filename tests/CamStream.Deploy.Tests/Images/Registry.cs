using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CamStream.Deploy.Images;

/// <summary>
/// A registry of images on a free loopback port, with what pushing and pulling need (OCI
/// Distribution Specification 1.1). Disposing it deletes all images.
/// </summary>
internal sealed partial class Registry : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camstream-registry-");
    private readonly ConcurrentDictionary<
        (string Image, string Reference),
        (string MediaType, byte[] Content)
    > _manifests = [];
    private readonly WebApplication _app;

    private Registry(WebApplication app) => _app = app;

    /// <summary>Host and port, the first part of an image's name.</summary>
    public string Name =>
        new Uri(_app.Urls.Single()).Authority.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    public static async Task<Registry> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder
            .WebHost.UseUrls("http://127.0.0.1:0")
            .ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var registry = new Registry(builder.Build());
        registry._app.Run(registry.AnswerAsync);
        await registry._app.StartAsync(Command.Cancellation);
        return registry;
    }

    /// <summary>A manifest that was pushed.</summary>
    public byte[] Manifest(string image, string reference) => _manifests[(image, reference)].Content;

    public void AddManifest(string image, string reference, string mediaType, byte[] content) =>
        _manifests[(image, reference)] = _manifests[(image, Digest(content))] = (mediaType, content);

    public byte[] Blob(string digest) => File.ReadAllBytes(PathOf(digest));

    /// <returns>The manifest's digest.</returns>
    public string AddBlob(byte[] content)
    {
        File.WriteAllBytes(PathOf(Digest(content)), content);
        return Digest(content);
    }

    /// <summary>Stores a file.</summary>
    /// <returns>The file's digest.</returns>
    public async Task<string> AddBlobAsync(string path)
    {
        await using var file = File.OpenRead(path);
        var digest = "sha256:" + Convert.ToHexStringLower(await SHA256.HashDataAsync(file, Command.Cancellation));
        File.Move(path, PathOf(digest), overwrite: true);
        return digest;
    }

    public static string Digest(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name.Replace(':', '-'));

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (UploadPath().Match(path) is { Success: true } upload)
            return UploadAsync(context, upload.Groups["id"].Value);
        if (BlobPath().Match(path) is { Success: true } blob)
            return BlobAsync(context, blob.Groups["digest"].Value);
        if (ManifestPath().Match(path) is { Success: true } manifest)
            return ManifestAsync(context, manifest.Groups["image"].Value, manifest.Groups["reference"].Value);
        context.Response.StatusCode = path == "/v2/" ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>POST starts an upload, PATCH continues it, PUT ends it.</summary>
    private async Task UploadAsync(HttpContext context, string id)
    {
        var (request, response) = (context.Request, context.Response);
        if (HttpMethods.IsPost(request.Method))
            id = Guid.NewGuid().ToString("N");
        var length = 0L;
        await using (var file = new FileStream(PathOf(id), FileMode.Append))
        {
            await request.Body.CopyToAsync(file, context.RequestAborted);
            length = file.Length;
        }

        if (request.Query["digest"] is [{ } digest])
        {
            File.Move(PathOf(id), PathOf(digest), overwrite: true);
            response.StatusCode = StatusCodes.Status201Created;
            response.Headers["Docker-Content-Digest"] = digest;
            return;
        }
        response.StatusCode = StatusCodes.Status202Accepted;
        var uploads = request.Path.Value!.TrimEnd('/').Replace($"/{id}", "", StringComparison.Ordinal);
        response.Headers.Location = $"http://{request.Host}{uploads}/{id}";
        response.Headers.Range = $"0-{Math.Max(0, length - 1)}";
    }

    private async Task BlobAsync(HttpContext context, string digest)
    {
        var file = new FileInfo(PathOf(digest));
        if (!file.Exists)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = file.Length;
        context.Response.Headers["Docker-Content-Digest"] = digest;
        if (HttpMethods.IsGet(context.Request.Method))
            await context.Response.SendFileAsync(file.FullName, context.RequestAborted);
    }

    private async Task ManifestAsync(HttpContext context, string image, string reference)
    {
        var (request, response) = (context.Request, context.Response);
        if (HttpMethods.IsPut(request.Method))
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, context.RequestAborted);
            AddManifest(image, reference, request.ContentType!, body.ToArray());
            response.StatusCode = StatusCodes.Status201Created;
            response.Headers["Docker-Content-Digest"] = Digest(body.ToArray());
            return;
        }
        if (!_manifests.TryGetValue((image, reference), out var manifest))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        response.ContentType = manifest.MediaType;
        response.ContentLength = manifest.Content.Length;
        response.Headers["Docker-Content-Digest"] = Digest(manifest.Content);
        if (HttpMethods.IsGet(request.Method))
            await response.Body.WriteAsync(manifest.Content, context.RequestAborted);
    }

    [GeneratedRegex("^/v2/.+/blobs/uploads/(?<id>[^/]*)$")]
    private static partial Regex UploadPath();

    [GeneratedRegex("^/v2/.+/blobs/(?<digest>sha256:[0-9a-f]{64})$")]
    private static partial Regex BlobPath();

    [GeneratedRegex("^/v2/(?<image>.+)/manifests/(?<reference>[^/]+)$")]
    private static partial Regex ManifestPath();
}
