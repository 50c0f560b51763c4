namespace CamStream.Encoder.Mp4;

/// <summary>
/// The media initialization section (RFC 8216bis §3.1.2: <c>ftyp</c> and <c>moov</c>) and what the
/// multivariant playlist says of it.
/// </summary>
/// <param name="Hash">
/// Lower-case hexadecimal of a hash of <paramref name="Data"/>: equal sections have equal names, on
/// any encoder.
/// </param>
/// <param name="Data">The bytes.</param>
/// <param name="Codecs">RFC 6381, from the avcC: <c>avc1.64001e</c>.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
internal sealed record InitSection(string Hash, ReadOnlyMemory<byte> Data, string Codecs, int Width, int Height);
