using CamStream.Accounts;

namespace CamStream.AppHost.Launch;

/// <summary>A folder that a run writes to.</summary>
internal static class WritableFolder
{
    /// <summary>Creates the folder and its missing parents.</summary>
    /// <exception cref="CannotStartException">
    /// The folder cannot be created, or is not writable.
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
