namespace CamStream.Frames.Encoders;

/// <summary>An encoder as it is configured.</summary>
/// <param name="Name">
/// Its name, <c>encoder-0</c> and so on. Cameras are hashed to names, so all services must use the
/// same ones.
/// </param>
/// <param name="Address">Its address, <c>http://host:port/</c>.</param>
public sealed record EncoderAddress(string Name, Uri Address)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Address})";
}
