namespace CamStream.Testing;

/// <summary>Planes without padding, chroma at half resolution.</summary>
public sealed record DecodedPicture(byte[] Luma, byte[] Cb, byte[] Cr);
