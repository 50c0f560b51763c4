namespace Instances.Exceptions;

/// <summary>Of the package Instances, which FFMpegCore starts its programs with; its exceptions reach the caller.</summary>
public class InstanceException(string msg, Exception innerException) : Exception(msg, innerException);
