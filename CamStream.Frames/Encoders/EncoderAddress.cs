namespace CamStream.Frames.Encoders;

/// <summary>An encoder as it is configured.</summary>
/// <param name="Name">
/// Its name, <c>encoder-0</c> …: what cameras are hashed to, so it must be the same for everyone
/// who asks.
/// </param>
/// <param name="Address">Where it answers, <c>http://host:port/</c>.</param>
public sealed record EncoderAddress(string Name, Uri Address)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Address})";
}
