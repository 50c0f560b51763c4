namespace CamStream.Edge;

/// <summary>Planes without padding, chroma at half resolution.</summary>
internal sealed record DecodedPicture(byte[] Luma, byte[] Cb, byte[] Cr);
