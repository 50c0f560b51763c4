using CamStream.Edge.Capture;
using CamStream.Frames;

namespace CamStream.Edge.Sources.Stills;

/// <summary>A folder of JPEGs, shown in the order of their names (ordinal), again and again, one a frame. The folder is read anew in each round.</summary>
internal sealed class FolderSource(EdgeOptions options, TimeProvider time) : ICameraSource
{
    public string Kind => "file";

    /// <summary>The pictures are as they are: only the rate can be chosen.</summary>
    public CameraSettings InForce(CameraSettings wanted) => wanted with { Width = null, Height = null, Quality = null, Rotation = 0 };

    public async Task RunAsync(CameraSettings settings, FrameCapture capture, CancellationToken cancellation)
    {
        var pacer = new Pacer(settings.Fps!.Value, time, options.Phase);
        while (true)
        {
            var files = Files();
            if (files.Length == 0) throw new InvalidDataException($"no .jpg or .jpeg of at most {options.MaxFrameBytes} bytes in {options.File}.");
            foreach (var file in files)
            {
                await pacer.NextAsync(cancellation);
                capture.Add(File.ReadAllBytes(file), time.GetUtcNow()); // at once: one small file, and .NET's other way is a thread more that waits for it
            }
        }
    }

    private string[] Files() =>
    [
        .. new DirectoryInfo(options.File!).EnumerateFiles()
            .Where(file => file.Extension.ToLowerInvariant() is ".jpg" or ".jpeg" && file.Length <= options.MaxFrameBytes)
            .Select(file => file.FullName)
            .Order(StringComparer.Ordinal),
    ];
}
