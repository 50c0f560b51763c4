using CamStream.Accounts;

namespace CamStream.AppHost.Launch;

/// <summary>A folder that a run writes to.</summary>
internal static class WritableFolder
{
    /// <summary>Makes it, with those above it that are missing.</summary>
    /// <exception cref="CannotStartException">
    /// It cannot be made, or nothing can be written there.
    /// </exception>
    public static void Make(string path)
    {
        try
        {
            PrivateFile.MakeFolder(path);
            var probe = Path.Combine(path, Path.GetRandomFileName());
            using var file = File.Create(probe, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException(
                $"A run cannot write to the folder {path}: {refused.Message} "
                    + $"Move away what is in its place, or make it writable for {Environment.UserName}."
            );
        }
    }
}
