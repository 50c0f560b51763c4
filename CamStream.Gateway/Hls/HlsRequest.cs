using CamStream.Frames;
using Microsoft.AspNetCore.Http.Extensions;

namespace CamStream.Gateway.Hls;

/// <summary>
/// What decides the answer to a request: requests with the same key get the same answer. The query
/// counts for playlists only, and only its delivery directives (RFC 8216bis §6.2.5), sorted by
/// name: <c>?x=1</c> does not get around the cache.
/// </summary>
/// <param name="Camera">The camera.</param>
/// <param name="File">The name of the file.</param>
/// <param name="Query">The directives with the question mark; empty without any.</param>
internal sealed record HlsRequest(CameraId Camera, string File, string Query)
{
    private const int MaxFileLength = 100;
    private const int MaxQueryLength = 200;
    private const string DirectivePrefix = "_HLS_";

    /// <summary>Whether the file is a playlist.</summary>
    public bool IsPlaylist { get; } = File.EndsWith(".m3u8", StringComparison.Ordinal);

    /// <summary>
    /// Whether this is a blocking reload: the encoder answers when the playlist has the part that
    /// the request names.
    /// </summary>
    public bool IsBlocking { get; } = Query.Contains("_HLS_msn=", StringComparison.Ordinal);

    /// <summary>The path at an encoder.</summary>
    public string Path { get; } = $"/hls/{Camera.Value}/{File}";

    /// <summary>The key under which the request is shared and its answer is kept.</summary>
    public string Key { get; } = $"{Camera.Value}/{File}{Query}";

    /// <summary>
    /// The request; null when no encoder has such a file. A name has letters, digits, '.', '-' and
    /// '_' only; name and query have a maximum length.
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
