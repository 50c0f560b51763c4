using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace CamStream.Frames.Encoders;

/// <summary>
/// Assigns cameras to encoders by rendezvous hashing (highest random weight, Thaler and Ravishankar
/// 1998). All services that know the encoders' names rank them alike for a camera, and the first
/// one that is reachable gets the camera. When an encoder fails, only its cameras move, and they
/// spread over the others.
/// </summary>
public static class EncoderMap
{
    private const string NamePrefix = "encoder-";

    /// <summary>
    /// The encoders that configuration names: every <c>services:encoder-…:http:0</c>, as Aspire's
    /// references give them, in the order of their names.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// No encoder is configured, or an address is not an absolute http or https URL; the message
    /// names the key.
    /// </exception>
    public static IReadOnlyList<EncoderAddress> Read(IConfiguration configuration)
    {
        var encoders = new List<EncoderAddress>();
        foreach (var service in configuration.GetSection("services").GetChildren())
        {
            if (!service.Key.StartsWith(NamePrefix, StringComparison.OrdinalIgnoreCase))
                continue;
            var text = service["http:0"];
            if (text is null)
                continue;
            if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                throw new InvalidOperationException(
                    $"services:{service.Key}:http:0 is '{text}': it must be an address like http://host:port."
                );
            }
            encoders.Add(new EncoderAddress(service.Key.ToLowerInvariant(), address));
        }
        if (encoders.Count == 0)
            throw new InvalidOperationException(
                "No encoder is configured: set services:encoder-0:http:0 (environment: services__encoder-0__http__0)."
            );
        encoders.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return encoders;
    }

    /// <summary>
    /// <paramref name="encoders"/> in the order in which they are tried for
    /// <paramref name="camera"/>.
    /// </summary>
    public static IReadOnlyList<T> Rank<T>(CameraId camera, IEnumerable<T> encoders, Func<T, string> name) =>
        [.. encoders.OrderByDescending(encoder => Weight(camera, name(encoder))).ThenBy(name, StringComparer.Ordinal)];

    /// <inheritdoc cref="Rank{T}"/>
    public static IReadOnlyList<EncoderAddress> Rank(CameraId camera, IEnumerable<EncoderAddress> encoders) =>
        Rank(camera, encoders, encoder => encoder.Name);

    private static ulong Weight(CameraId camera, string encoder) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{camera.Value}\n{encoder}")));
}
