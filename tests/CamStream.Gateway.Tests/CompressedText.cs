using System.IO.Compression;

namespace CamStream.Gateway;

internal static class CompressedText
{
    public static byte[] Read(byte[] bytes, string coding)
    {
        using var compressed = new MemoryStream(bytes);
        using Stream stream =
            coding == "br"
                ? new BrotliStream(compressed, CompressionMode.Decompress)
                : new GZipStream(compressed, CompressionMode.Decompress);
        var text = new MemoryStream();
        stream.CopyTo(text);
        return text.ToArray();
    }
}
