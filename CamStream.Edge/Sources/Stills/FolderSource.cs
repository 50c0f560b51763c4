using CamStream.Edge.Capture;
using CamStream.Frames;

namespace CamStream.Edge.Sources.Stills;

/// <summary>
/// A folder of JPEGs in an endless loop, in the (ordinal) order of their names, one per frame. Each
/// round reads the folder anew.
/// </summary>
internal sealed class FolderSource(EdgeOptions options, TimeProvider time) : ICameraSource
{
    public string Kind => "file";

    /// <summary>The pictures stay unchanged: only the rate can be set.</summary>
    public CameraSettings InForce(CameraSettings wanted) =>
        wanted with
        {
            Width = null,
            Height = null,
            Quality = null,
            Rotation = 0,
        };

    public async Task RunAsync(CameraSettings settings, FrameCapture capture, CancellationToken cancellation)
    {
        var pacer = new Pacer(settings.Fps!.Value, time, options.Phase);
        byte[] buffer = []; // reused: capture copies the picture
        while (true)
        {
            var files = Files();
            if (files.Length == 0)
                throw new InvalidDataException(
                    $"{options.File} has no .jpg or .jpeg of at most {options.MaxFrameBytes} bytes."
                );
            foreach (var file in files)
            {
                await pacer.NextAsync(cancellation);
                var length = Read(file, ref buffer);
                capture.Add(buffer.AsSpan(0, length), time.GetUtcNow());
            }
        }
    }

    // Synchronously: the file is small, and an asynchronous read would occupy one more thread.
    private int Read(string path, ref byte[] buffer)
    {
        using var file = File.OpenHandle(path);
        var length = (int)Math.Min(RandomAccess.GetLength(file), options.MaxFrameBytes);
        if (length > buffer.Length)
            buffer = new byte[length + length / 2]; // room for larger pictures
        var read = 0;
        while (read < length && RandomAccess.Read(file, buffer.AsSpan(read, length - read), read) is var count and > 0)
            read += count;
        return read;
    }

    private string[] Files() =>
        [
            .. new DirectoryInfo(options.File!)
                .EnumerateFiles()
                .Where(file =>
                    file.Extension.ToLowerInvariant() is ".jpg" or ".jpeg" && file.Length <= options.MaxFrameBytes
                )
                .Select(file => file.FullName)
                .Order(StringComparer.Ordinal),
        ];
}
