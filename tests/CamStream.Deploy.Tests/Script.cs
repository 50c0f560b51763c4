namespace CamStream.Deploy;

/// <summary>A script that a test writes.</summary>
internal static class Script
{
    public static async Task WriteAsync(string path, string text)
    {
        await File.WriteAllTextAsync(path, text, Command.Cancellation);
        await Command.RunAsync("chmod", "755", path);
    }
}
