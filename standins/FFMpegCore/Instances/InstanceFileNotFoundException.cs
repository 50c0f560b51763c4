namespace Instances.Exceptions;

public class InstanceFileNotFoundException(string fileName, Exception innerException)
    : InstanceException($"File not found: {fileName}", innerException);
