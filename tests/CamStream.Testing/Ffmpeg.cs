using System.Diagnostics;

namespace CamStream.Testing;

/// <summary>The real ffmpeg, as judge of what we make.</summary>
public static class Ffmpeg
{
    /// <summary>Decodes a JPEG; fails on any warning.</summary>
    public static async Task<DecodedPicture> DecodeAsync(byte[] jpeg, int width, int height)
    {
        var raw = await RunAsync(
            jpeg,
            "-f",
            "mjpeg",
            "-i",
            "pipe:0",
            "-frames:v",
            "1",
            "-f",
            "rawvideo",
            "-pix_fmt",
            "yuvj420p",
            "pipe:1"
        );
        return Planes(raw, width, height).Single();
    }

    /// <summary>Splits raw yuv420p into pictures.</summary>
    public static IEnumerable<DecodedPicture> Planes(byte[] raw, int width, int height)
    {
        var (luma, chroma) = (width * height, (width + 1) / 2 * ((height + 1) / 2));
        if (raw.Length % (luma + 2 * chroma) != 0)
            throw new InvalidDataException($"{raw.Length} bytes are no whole pictures of {width}x{height}.");
        for (var at = 0; at < raw.Length; at += luma + 2 * chroma)
        {
            yield return new DecodedPicture(
                raw[at..(at + luma)],
                raw[(at + luma)..(at + luma + chroma)],
                raw[(at + luma + chroma)..(at + luma + 2 * chroma)]
            );
        }
    }

    /// <summary>Runs ffmpeg and returns its standard output.</summary>
    /// <exception cref="InvalidDataException">It failed, or wrote to standard error.</exception>
    public static async Task<byte[]> RunAsync(byte[] input, params string[] arguments)
    {
        var info = new ProcessStartInfo("ffmpeg", ["-hide_banner", "-loglevel", "repeat+warning", "-y", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(info)!;
        var output = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output);
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(input);
        process.StandardInput.Close();
        await Task.WhenAll(reading, errors, process.WaitForExitAsync());
        // The first is said of full-range output as such, the second of some very small pictures
        // whose EOI is in its place.
        var said = (await errors)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.Contains("deprecated pixel format used", StringComparison.Ordinal))
            .Where(line => input.Length > 1024 || !line.Contains("EOI missing", StringComparison.Ordinal))
            .ToList();
        if (said.Count > 0 || process.ExitCode != 0)
            throw new InvalidDataException($"ffmpeg ended with {process.ExitCode}:\n{string.Join('\n', said)}");
        return output.ToArray();
    }
}
