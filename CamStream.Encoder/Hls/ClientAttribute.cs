namespace CamStream.Encoder.Hls;

/// <summary>
/// An attribute of our own of a <see cref="DateRange"/> (RFC 8216bis §4.4.5.1,
/// <c>X-&lt;client-attribute&gt;</c>). A reverse DNS name keeps it apart from those of others.
/// </summary>
/// <param name="Name">The whole name: <c>X-</c>, then A-Z, 0-9 and '-'.</param>
/// <param name="Value">
/// A quoted-string, without its quotes: no quotes and no line ends in it.
/// </param>
internal readonly record struct ClientAttribute(string Name, string Value);
