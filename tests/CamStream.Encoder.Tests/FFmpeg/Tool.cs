using System.Diagnostics;

namespace CamStream.Encoder.FFmpeg;

/// <summary>Runs a program to its end.</summary>
internal static class Tool
{
    /// <returns>Its standard output and its standard error.</returns>
    public static async Task<(string Output, string Error)> RunAsync(
        string program,
        string arguments,
        byte[]? input = null
    )
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null)
            await process.StandardInput.BaseStream.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (await output, await error);
    }
}
