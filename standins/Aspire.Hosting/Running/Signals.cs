using System.Runtime.InteropServices;

namespace Aspire.Hosting.Running;

/// <summary>kill(2), which .NET offers only as <see cref="System.Diagnostics.Process.Kill()"/>.</summary>
internal static class Signals
{
    private const int Kill = 9;
    private const int Terminate = 15;

    public static void AskToStop(int processId) => _ = Send(processId, Terminate);

    /// <summary>Kills a process and all in its group.</summary>
    public static void KillGroup(int processId) => _ = Send(-processId, Kill);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int processId, int signal);
}
