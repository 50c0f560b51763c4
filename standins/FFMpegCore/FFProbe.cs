using System.Text.Json;
using FFMpegCore.Arguments;
using FFMpegCore.Exceptions;
using FFMpegCore.Pipes;
using FFMpegCore.Probing;
using Instances;

namespace FFMpegCore;

public static class FFProbe
{
    public static IMediaAnalysis Analyse(string filePath, FFOptions? ffOptions = null, string? customArguments = null)
        => AnalyseAsync(filePath, ffOptions, CancellationToken.None, customArguments).GetAwaiter().GetResult();

    public static Task<IMediaAnalysis> AnalyseAsync(
        string filePath, FFOptions? ffOptions = null, CancellationToken cancellationToken = default, string? customArguments = null)
        => File.Exists(filePath)
            ? RunAsync(filePath, ffOptions, customArguments, cancellationToken)
            : Task.FromException<IMediaAnalysis>(
                new FFMpegException(FFMpegExceptionType.File, $"No file found at '{filePath}'"));

    public static Task<IMediaAnalysis> AnalyseAsync(
        Uri uri, FFOptions? ffOptions = null, CancellationToken cancellationToken = default, string? customArguments = null)
        => RunAsync(uri.AbsoluteUri, ffOptions, customArguments, cancellationToken);

    public static async Task<IMediaAnalysis> AnalyseAsync(
        Stream stream, FFOptions? ffOptions = null, CancellationToken cancellationToken = default, string? customArguments = null)
    {
        ProgramCheck.FFProbe(ffOptions ?? GlobalFFOptions.Current);
        var pipe = new InputPipeArgument(new StreamPipeSource(stream));
        pipe.Pre();
        var analysis = RunAsync(pipe.PipePath, ffOptions, customArguments, cancellationToken);
        try
        {
            await pipe.During(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // ffprobe closes the pipe when it has seen enough
        }
        finally
        {
            pipe.Post();
        }

        return await analysis.ConfigureAwait(false);
    }

    private static async Task<IMediaAnalysis> RunAsync(
        string input, FFOptions? ffOptions, string? customArguments, CancellationToken cancellationToken)
    {
        var options = ffOptions ?? GlobalFFOptions.Current;
        ProgramCheck.FFProbe(options);

        var arguments =
            $"-loglevel error -print_format json -show_format -sexagesimal -show_streams -show_chapters \"{input}\" {customArguments}";
        using var ffprobe = ChildProcess.Start(options.StartInfo(GlobalFFOptions.GetFFProbeBinaryPath(options), arguments));
        var result = await ffprobe.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();

        if (result.ExitCode != 0)
        {
            var error = string.Join("\n", result.Error);
            throw new FFMpegException(
                FFMpegExceptionType.Process, $"ffprobe exited with non-zero exit-code ({result.ExitCode} - {error})", null, error);
        }

        var output = JsonSerializer.Deserialize(string.Concat(result.Output), FFMpegJson.Default.ProbeOutput);
        return output?.Format is null ? throw new FormatNullException() : new MediaAnalysis(output, result.Error);
    }
}
