using FFMpegCore;

namespace CamStream.Bench.Encode;

/// <summary>
/// A folder of stills like those of a cheap camera: a smooth scene that moves slowly, and sensor
/// noise that differs in every picture. The test picture has no noise, unlike any camera, and is
/// three times as easy to encode; and drawing it costs the camera agent more than capturing would.
/// </summary>
internal sealed class CameraStills : IDisposable
{
    private const string Scene = "gradients=size=640x480:rate=10:duration=10:speed=0.01:nb_colors=6:seed=7";
    private const string Sensor = "noise=all_seed=11:alls=9:allf=t";
    private const int JpegQuality = 4; // ffmpeg's scale: 2 (fine) to 31

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camstream-stills-");

    private CameraStills() { }

    public string Folder => _folder.FullName;

    public double MeanBytes => _folder.EnumerateFiles().Average(file => file.Length);

    public static async Task<CameraStills> DrawAsync(CancellationToken cancellation)
    {
        var stills = new CameraStills();
        try
        {
            await FFMpegArguments
                .FromFileInput(Scene, verifyExists: false, input => input.WithCustomArgument("-f lavfi"))
                .OutputToFile(
                    Path.Combine(stills.Folder, "%03d.jpg"),
                    overwrite: true,
                    output => output.WithCustomArgument($"-vf {Sensor} -pix_fmt yuvj420p -q:v {JpegQuality}")
                )
                .ProcessAsynchronously(cancellationToken: cancellation);
            return stills;
        }
        catch
        {
            stills.Dispose();
            throw;
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
