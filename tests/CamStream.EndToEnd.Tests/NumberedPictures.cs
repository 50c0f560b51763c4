using System.Diagnostics;
using System.Globalization;
using CamStream.TestPattern;

namespace CamStream.EndToEnd;

/// <summary>Small pictures whose number can still be read after encoding and decoding.</summary>
internal static class NumberedPictures
{
    public const int Width = 320;
    public const int Height = 240;

    /// <summary>JPEGs numbered from 0.</summary>
    /// <param name="count">The number of pictures.</param>
    /// <param name="large">Whether they have noise at the bottom, of some ten kilobytes.</param>
    public static async Task<IReadOnlyList<byte[]>> MakeAsync(int count, bool large)
    {
        var noise = new byte[Width * Height];
        Array.Fill(noise, (byte)128);
        if (large)
            new Random(1).NextBytes(noise.AsSpan(noise.Length * 3 / 4));
        var folder = Directory.CreateTempSubdirectory("camstream-numbers-");
        try
        {
            using var ffmpeg = Process.Start(
                new ProcessStartInfo(
                    "ffmpeg",
                    [
                        "-v",
                        "error",
                        "-f",
                        "rawvideo",
                        "-pix_fmt",
                        "gray",
                        "-s",
                        $"{Width}x{Height}",
                        "-i",
                        "pipe:0",
                        "-pix_fmt",
                        "yuvj420p",
                        "-start_number",
                        "0",
                        $"{folder.FullName}/%06d.jpg",
                    ]
                )
                {
                    RedirectStandardInput = true,
                }
            )!;
            var luma = new byte[Width * Height];
            for (var number = 0; number < count; number++)
            {
                noise.CopyTo(luma, 0);
                TimeSquares
                    .TryDraw(DateTimeOffset.UnixEpoch.AddMilliseconds(number), luma, Width, Width, Height)
                    .ShouldBeTrue();
                await ffmpeg.StandardInput.BaseStream.WriteAsync(luma, RunningSystem.Cancellation);
            }
            ffmpeg.StandardInput.Close();
            await ffmpeg.WaitForExitAsync(RunningSystem.Cancellation);
            return
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(number =>
                        File.ReadAllBytes(
                            string.Create(CultureInfo.InvariantCulture, $"{folder.FullName}/{number:D6}.jpg")
                        )
                    ),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>
    /// The number of a decoded picture; null if it cannot be read because the picture is damaged.
    /// </summary>
    public static long? Read(ReadOnlySpan<byte> luma) =>
        TimeSquares.TryRead(luma, Width, Width, Height, out var time)
            ? (long)(time - DateTimeOffset.UnixEpoch).TotalMilliseconds
            : null;
}
