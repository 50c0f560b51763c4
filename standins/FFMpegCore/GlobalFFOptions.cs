using System.Text.Json;

namespace FFMpegCore;

/// <summary>Options of every call that is given none; at first those of <c>ffmpeg.config.json</c> in the current folder, if it exists.</summary>
public static class GlobalFFOptions
{
    private const string ConfigFile = "ffmpeg.config.json";

    private static FFOptions? _current;

    public static FFOptions Current => _current ??= Load();

    public static void Configure(Action<FFOptions> optionsAction) => optionsAction(Current);

    public static void Configure(FFOptions ffOptions)
    {
        ArgumentNullException.ThrowIfNull(ffOptions);
        _current = ffOptions;
    }

    public static string GetFFMpegBinaryPath(FFOptions? ffOptions = null) => BinaryPath("ffmpeg", ffOptions ?? Current);

    public static string GetFFProbeBinaryPath(FFOptions? ffOptions = null) => BinaryPath("ffprobe", ffOptions ?? Current);

    // The folder's x64 or x86 subfolder, the folder itself, then whatever PATH has.
    private static string BinaryPath(string program, FFOptions options)
    {
        var file = OperatingSystem.IsWindows() ? program + ".exe" : program;
        var architecture = Environment.Is64BitProcess ? "x64" : "x86";
        string[] folders = [Path.Combine(options.BinaryFolder, architecture), options.BinaryFolder];
        return folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists) ?? file;
    }

    private static FFOptions Load()
        => File.Exists(ConfigFile)
            ? JsonSerializer.Deserialize(File.ReadAllText(ConfigFile), FFMpegJson.Default.FFOptions)!
            : new FFOptions();
}
