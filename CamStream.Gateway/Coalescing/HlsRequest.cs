using CamStream.Frames;
using Microsoft.AspNetCore.Http.Extensions;

namespace CamStream.Gateway.Coalescing;

/// <summary>
/// What of a request decides its answer: two requests of the same key are the same request. A query
/// counts for playlists only, and of it only the delivery directives (RFC 8216bis §6.2.5), in the
/// order of their names; nobody gets past the cache with <c>?x=1</c>.
/// </summary>
/// <param name="Camera">Whose media it is.</param>
/// <param name="File">The file asked for.</param>
/// <param name="Query">The directives, with the question mark; empty where there are none.</param>
internal sealed record HlsRequest(CameraId Camera, string File, string Query)
{
    private const int MaxFileLength = 100;
    private const int MaxQueryLength = 200;
    private const string DirectivePrefix = "_HLS_";

    public bool IsPlaylist { get; } = File.EndsWith(".m3u8", StringComparison.Ordinal);

    /// <summary>
    /// A playlist that is to contain something which may not be there yet, so that the answer waits
    /// for it.
    /// </summary>
    public bool IsBlocking { get; } = Query.Contains("_HLS_msn=", StringComparison.Ordinal);

    public string Path { get; } = $"/hls/{Camera.Value}/{File}";

    public string Key { get; } = $"{Camera.Value}/{File}{Query}";

    /// <summary>
    /// The request, or null when no encoder has such a file: letters, digits, '.', '-' and '_'
    /// only, and a query of a sane length.
    /// </summary>
    public static HlsRequest? TryCreate(CameraId camera, string? file, IQueryCollection query)
    {
        if (file is null || file.Length is 0 or > MaxFileLength || file[0] == '.')
            return null;
        foreach (var c in file)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_'))
                return null;
        }
        var directives = file.EndsWith(".m3u8", StringComparison.Ordinal) ? Directives(query) : "";
        return directives.Length > MaxQueryLength ? null : new HlsRequest(camera, file, directives);
    }

    private static string Directives(IQueryCollection query)
    {
        var directives = new QueryBuilder();
        foreach (
            var (name, values) in query
                .Where(pair => pair.Key.StartsWith(DirectivePrefix, StringComparison.Ordinal))
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        )
        {
            foreach (var value in values)
                directives.Add(name, value ?? "");
        }
        return directives.ToString();
    }
}
