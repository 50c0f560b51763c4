namespace CamStream.Encoder.Mp4;

/// <summary>
/// The media initialization section (RFC 8216bis §3.1.2: <c>ftyp</c> and <c>moov</c>), with what
/// the multivariant playlist says about it.
/// </summary>
/// <param name="Hash">
/// Part of the SHA-256 of <paramref name="Data"/>, in lower-case hexadecimal. Equal sections have
/// equal names on every encoder.
/// </param>
/// <param name="Data">The bytes; they never change.</param>
/// <param name="Codecs">The codec string of RFC 6381, such as <c>avc1.64001e</c>.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
internal sealed record InitSection(string Hash, ReadOnlyMemory<byte> Data, string Codecs, int Width, int Height);
